import { createSignal, For, Show } from 'solid-js'
import { addMembers, findMembers, removeMembers } from '#domain/classes/contract.ts'
import type { OutputOf } from '#domain/contract.ts'
import type { ClassRole } from '#domain/permission.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { TextArea } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { List, Row } from '../ui/List.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { toastProblem, toastUndo } from '../ui/Toast.tsx'

type Line = OutputOf<typeof findMembers>['lines'][number]

/** Lines that mean nobody yet: the list is not done with them. */
const OPEN = new Set<Line['state']>(['several', 'unknown', 'unfit'])

const nameOf = (person: Line['people'][number]): string =>
  [person.displayName, person.studentNumber, person.username].filter(Boolean).join(' · ')

/** A list pasted from a message or a spreadsheet: whom each line means, then all of them in one act that can be undone. */
export const PastedList = (props: {
  classId: string
  role: ClassRole
  text: string
  onText: (text: string) => void
  onChanged: () => void
}) => {
  const [lines, setLines] = createSignal<Line[] | null>(null)
  const [chosen, setChosen] = createSignal<Record<number, string>>({})
  const look = createAction(async () => {
    const answer = await call(findMembers, { classId: props.classId }, { text: props.text, role: props.role })
    setChosen({})
    setLines(answer.lines)
  })
  const meantBy = (line: Line): string | undefined => {
    if (line.state === 'several') return chosen()[line.no] || undefined
    return line.state === 'found' ? line.people[0]?.id : undefined
  }
  const wanted = () => [...new Set((lines() ?? []).flatMap((line) => meantBy(line) ?? []))]
  /** What is for somebody to put right, and does not go with those that are added. */
  const left = () => (lines() ?? []).filter((line) => OPEN.has(line.state) && meantBy(line) === undefined)
  const add = createAction(async () => {
    const { classId } = props
    const { added } = await call(addMembers, { classId }, { accountIds: wanted(), role: props.role })
    props.onText(
      left()
        .map(({ line }) => line)
        .join('\n'),
    )
    setLines(null)
    props.onChanged()
    if (added.length === 0) return
    toastUndo(t('classes.people.pastedAdded', { count: added.length }), () => {
      void call(removeMembers, { classId }, { accountIds: added }).then(() => props.onChanged(), toastProblem)
    })
  })
  return (
    // Whoever holds the text guards it: it outlives this form.
    <Form
      problem={look.problem() ?? add.problem()}
      unsaved={() => false}
      onSubmit={() => void (lines() ? add.run() : look.run())}
    >
      <TextArea
        label={t('classes.people.pasted')}
        hint={t('classes.people.pastedHint')}
        name="text"
        rows={6}
        value={props.text}
        onInput={(value) => {
          props.onText(value)
          setLines(null)
        }}
      />
      <Show when={lines()}>
        {(all) => (
          <List label={t('classes.people.pasted')}>
            <For each={all()}>
              {(line) => (
                <Row
                  title={t('classes.people.pastedLine', { no: line.no, line: line.line })}
                  detail={
                    <Show
                      when={line.state === 'several'}
                      fallback={line.people[0] ? nameOf(line.people[0]) : undefined}
                    >
                      <For each={line.people}>{(one) => <div>{nameOf(one)}</div>}</For>
                      <SelectField
                        label={t('classes.people.pastedOf', { no: line.no, line: line.line })}
                        hideLabel
                        value={chosen()[line.no] ?? ''}
                        options={[
                          { value: '', label: t('classes.people.pastedWhich') },
                          ...line.people.map((one) => ({ value: one.id, label: nameOf(one) })),
                        ]}
                        onChange={(id) => setChosen((before) => ({ ...before, [line.no]: id }))}
                      />
                    </Show>
                  }
                  after={<Badge words={t(`classes.people.pastedStates.${line.state}`)} />}
                />
              )}
            </For>
          </List>
        )}
      </Show>
      <Show when={left().length}>
        {(count) => <p role="status">{t('classes.people.pastedLeft', { count: count() })}</p>}
      </Show>
      <Actions>
        <Show
          when={lines()}
          fallback={
            <Button type="submit" busy={look.busy()} disabled={!props.text.trim()}>
              {t('classes.people.pastedLook')}
            </Button>
          }
        >
          <Button type="submit" look="primary" busy={add.busy()} disabled={wanted().length === 0}>
            {t('classes.people.pastedAdd', { count: wanted().length })}
          </Button>
        </Show>
      </Actions>
    </Form>
  )
}
