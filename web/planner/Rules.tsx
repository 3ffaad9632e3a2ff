import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash-2'
import { For, Show } from 'solid-js'
import { newId } from '#domain/ids.ts'
import type { PlannerFacts } from '#domain/planner/facts.ts'
import {
  PLANNER_RULE_KINDS,
  PLANNER_RULES,
  type PlannerRule,
  type PlannerRuleKind,
  USUAL_RULES,
} from '#domain/planner/rule.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { Switch } from '../ui/CheckboxField.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import { toastUndo } from '../ui/Toast.tsx'
import styles from './Planner.module.css'

/** What a number of a new rule begins with. */
const BEGIN = { max: 2, min: 2, from: 1, to: 4, after: 2 } as const
const MOST_NUMBER = 12

interface Whom {
  about: PlannerRule['about']
  whom: string
  label: string
}

/** Whom a rule of a kind may be about. */
const choicesOf = ({ classes, teachers, teachings }: PlannerFacts, kind: PlannerRuleKind): Whom[] => {
  const allowed: readonly string[] = PLANNER_RULES[kind].about
  const subjects = [...new Set(teachings.map(({ subject }) => subject))].sort()
  const all: Whom[] = [
    { about: 'school', whom: '', label: t('planner.rules.school') },
    ...subjects.map((whom) => ({ about: 'subject' as const, whom, label: whom })),
    ...classes.map(({ id, name }) => ({ about: 'class' as const, whom: id, label: name })),
    ...teachers.map(({ id, displayName }) => ({ about: 'teacher' as const, whom: id, label: displayName })),
  ]
  return all.filter(({ about }) => allowed.includes(about))
}

const RuleRow = (props: {
  facts: PlannerFacts
  rule: PlannerRule
  onChange: (rule: PlannerRule) => void
  onRemove: () => void
}) => {
  const change = (part: Partial<PlannerRule>) => props.onChange({ ...props.rule, ...part })
  const choices = () => choicesOf(props.facts, props.rule.kind)
  const number = (text: string, least: number, most: number): number | null => {
    const value = Number(text.normalize('NFKC'))
    return Number.isInteger(value) && value >= least && value <= most ? value : null
  }
  return (
    <li class={styles.rule} data-off={props.rule.off ? '' : undefined}>
      <Switch
        label={t(`planner.rules.kinds.${props.rule.kind}`)}
        checked={!props.rule.off}
        onChange={(on) => change({ off: !on })}
      />
      <span class={styles.ruleParts}>
        <For each={PLANNER_RULES[props.rule.kind].numbers}>
          {(name) => (
            <label class={styles.ruleNumber}>
              {t(`planner.rules.${name}`)}
              <input
                type="number"
                min={0}
                max={MOST_NUMBER}
                value={props.rule.numbers[name] ?? 0}
                onChange={(event) => {
                  const value = number(event.currentTarget.value, 0, MOST_NUMBER)
                  if (value === null) event.currentTarget.value = String(props.rule.numbers[name] ?? 0)
                  else change({ numbers: { ...props.rule.numbers, [name]: value } })
                }}
              />
            </label>
          )}
        </For>
        <select
          aria-label={t('planner.rules.about')}
          onChange={(event) => {
            const found = choices()[event.currentTarget.selectedIndex]
            if (found) change({ about: found.about, whom: found.whom })
          }}
        >
          <For each={choices()}>
            {(one) => (
              <option selected={one.about === props.rule.about && one.whom === props.rule.whom}>
                {one.label}
              </option>
            )}
          </For>
        </select>
        <select
          aria-label={t('planner.rules.level')}
          onChange={(event) => change({ level: event.currentTarget.selectedIndex === 0 ? 'hard' : 'soft' })}
        >
          <option selected={props.rule.level === 'hard'}>{t('planner.rules.hard')}</option>
          <option selected={props.rule.level === 'soft'}>{t('planner.rules.soft')}</option>
        </select>
        <Show when={props.rule.level === 'soft'}>
          <label class={styles.ruleNumber}>
            {t('planner.rules.weight')}
            <input
              type="number"
              min={1}
              max={1000}
              value={props.rule.weight}
              onChange={(event) => {
                const weight = number(event.currentTarget.value, 1, 1000)
                if (weight === null) event.currentTarget.value = String(props.rule.weight)
                else change({ weight })
              }}
            />
          </label>
        </Show>
        <IconButton icon={Trash} small label={t('planner.rules.remove')} onClick={() => props.onRemove()} />
      </span>
    </li>
  )
}

const freshRule = (facts: PlannerFacts, kind: PlannerRuleKind): PlannerRule => {
  const [first] = choicesOf(facts, kind)
  const numbers = Object.fromEntries(PLANNER_RULES[kind].numbers.map((name) => [name, BEGIN[name]]))
  const { about, whom } = first ?? { about: 'school' as const, whom: '' }
  return { id: newId(), kind, level: 'soft', weight: 3, off: false, about, whom, numbers }
}

/** The rules of the school, a sentence each: on or off, strict or wished, with its weight and whom it is about. */
export const Rules = (props: {
  facts: PlannerFacts
  onChange: (rows: PlannerRule[], removed: string[]) => void
}) => {
  const takeUsual = () =>
    props.onChange(
      USUAL_RULES.map((rule) => ({ ...rule, id: newId(), off: false, about: 'school', whom: '' })),
      [],
    )
  const remove = (rule: PlannerRule) => {
    props.onChange([], [rule.id])
    toastUndo(t('planner.facts.removed', { count: 1 }), () => props.onChange([rule], []))
  }
  // A kind that is about one subject, class or teacher only needs one to be about.
  const kinds = () => PLANNER_RULE_KINDS.filter((kind) => choicesOf(props.facts, kind).length > 0)
  return (
    <div class={styles.sheet}>
      <Show
        when={props.facts.rules.length > 0}
        fallback={
          <EmptyState title={t('planner.rules.none')} advice={t('planner.rules.noneAdvice')}>
            <Button look="primary" onClick={takeUsual}>
              {t('planner.rules.usual')}
            </Button>
          </EmptyState>
        }
      >
        <ul class={styles.rules}>
          <For each={props.facts.rules}>
            {(rule) => (
              <RuleRow
                facts={props.facts}
                rule={rule}
                onChange={(next) => props.onChange([next], [])}
                onRemove={() => remove(rule)}
              />
            )}
          </For>
        </ul>
      </Show>
      <Menu
        label={t('planner.rules.add')}
        items={kinds().map((kind) => ({
          label: t(`planner.rules.kinds.${kind}`),
          onSelect: () => props.onChange([freshRule(props.facts, kind)], []),
        }))}
      >
        <Icon of={Plus} />
        {t('planner.rules.add')}
      </Menu>
    </div>
  )
}
