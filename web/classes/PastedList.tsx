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

const nameOf = (person: Line['people'][number]): string =>
  [person.displayName, person.studentNumber, person.username].filter(Boolean).join(' · ')

/** A list pasted from a message or a spreadsheet: whom each line means, then all of them in one act that can be undone. */
export const PastedList = (props: { classId: string; role: ClassRole; onChanged: () => void }) => {
  const [text, setText] = createSignal('')
  const [lines, setLines] = createSignal<Line[] | null>(null)
  const [chosen, setChosen] = createSignal<Record<number, string>>({})
  const look = createAction(async () => {
    const answer = await call(findMembers, { classId: props.classId }, { text: text(), role: props.role })
    setChosen({})
    setLines(answer.lines)
  })
  const wanted = () => [
    ...new Set(
      (lines() ?? []).flatMap((line, at) => {
        const id = line.state === 'found' ? line.people[0]?.id : line.state === 'several' && chosen()[at]
        return id ? [id] : []
      }),
    ),
  ]
  const add = createAction(async () => {
    const { classId } = props
    const { added } = await call(addMembers, { classId }, { accountIds: wanted(), role: props.role })
    setLines(null)
    setText('')
    props.onChanged()
    if (added.length === 0) return
    toastUndo(t('classes.people.pastedAdded', { count: added.length }), () => {
      void call(removeMembers, { classId }, { accountIds: added }).then(() => props.onChanged(), toastProblem)
    })
  })
  return (
    <Form problem={look.problem() ?? add.problem()} onSubmit={() => void (lines() ? add.run() : look.run())}>
      <TextArea
        label={t('classes.people.pasted')}
        hint={t('classes.people.pastedHint')}
        name="text"
        rows={6}
        value={text()}
        onInput={(value) => {
          setText(value)
          setLines(null)
        }}
      />
      <Show when={lines()}>
        {(all) => (
          <List label={t('classes.people.pasted')}>
            <For each={all()}>
              {(line, at) => (
                <Row
                  title={line.line}
                  detail={
                    <Show
                      when={line.state === 'several'}
                      fallback={line.people[0] ? nameOf(line.people[0]) : undefined}
                    >
                      <SelectField
                        label={t('classes.people.pastedWhich')}
                        hideLabel
                        value={chosen()[at()] ?? ''}
                        options={[
                          { value: '', label: t('classes.people.pastedWhich') },
                          ...line.people.map((one) => ({ value: one.id, label: nameOf(one) })),
                        ]}
                        onChange={(id) => setChosen((before) => ({ ...before, [at()]: id }))}
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
      <Actions>
        <Show
          when={lines()}
          fallback={
            <Button type="submit" busy={look.busy()} disabled={!text().trim()}>
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
