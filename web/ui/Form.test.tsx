import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { Problem } from '#domain/problem.ts'
import { Offline } from '../call.ts'
import { createAction } from './action.ts'
import { Button } from './Button.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { draw } from './testing/draw.tsx'

const Scene = (props: { refuse: () => unknown }) => {
  const [name, setName] = createSignal('')
  const [title, setTitle] = createSignal('')
  const action = createAction(async () => {
    const refusal = props.refuse()
    if (refusal) throw refusal
  })
  return (
    <Form problem={action.problem()} onSubmit={() => void action.run()}>
      <TextField label="Name" name="name" value={name()} onInput={setName} />
      <TextField label="Title" name="title" value={title()} onInput={setTitle} hint="Short" />
      <Button type="submit">Send</Button>
    </Form>
  )
}

const wrongTitle = new Problem('invalid', { errors: [{ path: 'title', code: 'required' }] })

test('an error stands beside the field of its path, which gets the focus', async () => {
  await draw(() => <Scene refuse={() => wrongTitle} />)
  await page.getByRole('button').click()
  const field = page.getByLabelText('Title')
  await expect.element(field).toHaveFocus()
  await expect.element(field).toHaveAccessibleDescription('Please fill this in. Short')
  await expect.element(page.getByLabelText('Name')).not.toHaveAttribute('aria-invalid')
  expect(page.getByRole('alert').elements()).toHaveLength(0)
})

test('an error speaks the language on screen', async () => {
  await draw(() => <Scene refuse={() => wrongTitle} />, 'zh-CN')
  await page.getByRole('button').click()
  await expect.element(page.getByText('此项必填。')).toBeVisible()
})

test('what belongs to no field stands on top, and goes after a success', async () => {
  let refusal: unknown = new Offline()
  await draw(() => <Scene refuse={() => refusal} />)
  await page.getByRole('button').click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('There is no connection. Nothing is lost.')
  refusal = null
  await page.getByRole('button').click()
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})
