import { createSignal, createUniqueId, Show } from 'solid-js'
import { newId } from '#domain/ids.ts'
import { createTimetable } from '#domain/planner/contract.ts'
import type { TimetableView } from '#domain/planner/timetable.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { saySeconds } from './say.ts'

const TIMES = [10, 30, 60, 300, 900] as const
/** What moving a lesson costs when a running timetable is changed: more than most wishes. */
const KEEP = 20

/** Asks for a timetable: what it is called, what it begins from, how long is searched. */
export const NewTimetable = (props: {
  open: boolean
  earlier: readonly TimetableView[]
  onClose: () => void
  onMade: (timetable: TimetableView) => void
}) => {
  const formId = createUniqueId()
  const [typed, setTyped] = createSignal('')
  const [from, setFrom] = createSignal('')
  const [seconds, setSeconds] = createSignal('30')
  const usual = () => t('planner.list.usualName', { number: props.earlier.length + 1 })
  // Retrying after a cut connection must not search twice.
  let id = newId()
  const make = createAction(async () => {
    const wish = { id, name: typed().trim() || usual(), seconds: Number(seconds()) }
    const made = await call(
      createTimetable,
      {},
      { ...wish, ...(from() !== '' && { from: from(), keep: KEEP }) },
    )
    id = newId()
    props.onMade(made)
  })
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('planner.list.make')}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={make.busy()}>
            {t('planner.list.start')}
          </Button>
        </>
      }
    >
      <Form id={formId} problem={make.problem()} onSubmit={() => void make.run()}>
        <TextField
          label={t('planner.list.name')}
          name="name"
          maxLength={80}
          placeholder={usual()}
          value={typed()}
          onInput={setTyped}
          autofocus
        />
        <SelectField
          label={t('planner.list.from')}
          value={from()}
          options={[
            { value: '', label: t('planner.list.fromNothing') },
            ...props.earlier
              .filter(({ state }) => state === 'ready')
              .map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={setFrom}
          hint={<Show when={from() !== ''}>{t('planner.list.keep')}</Show>}
        />
        <SelectField
          label={t('planner.list.time')}
          value={seconds()}
          options={TIMES.map((time) => ({ value: String(time), label: saySeconds(time) }))}
          onChange={setSeconds}
        />
      </Form>
    </Dialog>
  )
}
