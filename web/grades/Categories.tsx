import ArrowUp from 'lucide-solid/icons/arrow-up'
import Plus from 'lucide-solid/icons/plus'
import X from 'lucide-solid/icons/x'
import { Index, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { decimalOf, formatDecimal, parseDecimal } from '#domain/decimal.ts'
import { type CategoryView, setCategories } from '#domain/grades/contract.ts'
import { plainNumber } from '#domain/grades/score.ts'
import { newId } from '#domain/ids.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { NumberField, TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { toast } from '../ui/Toast.tsx'
import styles from './Grades.module.css'

interface Line {
  id: string
  name: string
  weight: string
}

/** The exact sum of what is typed so far; null when there is no weight at all. */
const sumOf = (lines: readonly Line[]): bigint | null => {
  const weights = lines.flatMap((line) => parseDecimal(plainNumber(line.weight)) ?? [])
  return weights.length === 0 ? null : weights.reduce((sum, weight) => sum + weight, 0n)
}

const HUNDRED = decimalOf('100')

const sumWords = (sum: bigint | null): string => {
  if (sum === null || sum === 0n) return t('grades.categories.sumNone')
  if (sum === HUNDRED) return t('grades.categories.sumRight')
  const key = sum < HUNDRED ? 'grades.categories.sumLess' : 'grades.categories.sumMore'
  return t(key, { sum: formatDecimal(sum) })
}

const Editor = (props: { classId: string; categories: readonly CategoryView[]; onDone: () => void }) => {
  const known: Line[] = props.categories.map(({ id, name, weight }) => ({ id, name, weight: weight ?? '' }))
  const [lines, setLines] = createStore<Line[]>(known.map((line) => ({ ...line })))
  // A line that was taken away or moved is as much work as one that was typed in.
  const differs = () => JSON.stringify(lines) !== JSON.stringify(known)
  const save = createAction(async () => {
    const categories = lines.map((line) => ({
      id: line.id,
      name: line.name,
      weight: line.weight.trim() === '' ? null : plainNumber(line.weight),
    }))
    await call(setCategories, { classId: props.classId }, { categories })
    toast(t('grades.categories.saved'), { tone: 'good' })
    props.onDone()
  })
  const moveUp = (at: number) =>
    setLines((all) => {
      const next = [...all]
      const [line] = next.splice(at, 1)
      if (line) next.splice(at - 1, 0, line)
      return next
    })
  const sum = () => sumOf(lines)
  return (
    <Form problem={save.problem()} unsaved={differs} onSubmit={() => void save.run()}>
      <ul class={styles.categories}>
        <Index each={lines}>
          {(line, at) => (
            <li class={styles.category}>
              <TextField
                label={t('grades.categories.name')}
                hideLabel={at > 0}
                name={`categories.${at}.name`}
                value={line().name}
                onInput={(name) => setLines(at, { name })}
                autofocus={line().name === ''}
              />
              <NumberField
                label={t('grades.categories.weight')}
                hideLabel={at > 0}
                name={`categories.${at}.weight`}
                value={line().weight}
                onInput={(weight) => setLines(at, { weight })}
                unit="%"
              />
              <span class={styles.lineActions}>
                <IconButton
                  icon={ArrowUp}
                  label={t('grades.categories.up', { name: line().name })}
                  disabled={at === 0}
                  onClick={() => moveUp(at)}
                />
                <IconButton
                  icon={X}
                  label={t('grades.categories.remove', { name: line().name })}
                  onClick={() => setLines((all) => all.filter((_, n) => n !== at))}
                />
              </span>
            </li>
          )}
        </Index>
      </ul>
      <div>
        <Button
          look="quiet"
          icon={Plus}
          onClick={() => setLines((all) => [...all, { id: newId(), name: '', weight: '' }])}
        >
          {t('grades.categories.add')}
        </Button>
      </div>
      <p
        class={styles.sum}
        classList={{ [styles.sumOff ?? '']: sum() !== null && sum() !== HUNDRED }}
        role="status"
      >
        {sumWords(sum())}
      </p>
      <Actions>
        <Button look="primary" type="submit" busy={save.busy()}>
          {t('grades.categories.save')}
        </Button>
      </Actions>
    </Form>
  )
}

/** Categories and weights; the sum is always in sight, and never an error. */
export const CategoriesDialog = (props: {
  open: boolean
  classId: string
  categories: readonly CategoryView[]
  onClose: () => void
  onSaved: () => void
}) => (
  <Dialog
    open={props.open}
    onClose={() => props.onClose()}
    title={t('grades.categories.title')}
    lead={t('grades.categories.lead')}
    sticky
  >
    <Show when={props.open}>
      <Editor
        classId={props.classId}
        categories={props.categories}
        onDone={() => {
          props.onClose()
          props.onSaved()
        }}
      />
    </Show>
  </Dialog>
)
