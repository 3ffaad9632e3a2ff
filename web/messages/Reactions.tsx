import SmilePlus from 'lucide-solid/icons/smile-plus'
import { createSignal, For, Show } from 'solid-js'
import { canonicalEmoji, isEmoji } from '#domain/messages/emoji.ts'
import { REACTION_PALETTE, type Reaction } from '#domain/messages/reaction.ts'
import { formatList } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { actInstead } from '../ui/composing.ts'
import { TextField } from '../ui/Field.tsx'
import { Popover } from '../ui/Menu.tsx'
import type { RowActs } from './acts.ts'
import styles from './Reactions.module.css'

const NAMED = 12

/** Who reacted so, as a sentence; of many the first. */
const peopleOf = (reaction: Reaction, me: string, nameOf: RowActs['nameOf']): string => {
  const names = reaction.people.map((person) =>
    person.id === me ? t('messages.reactions.you') : nameOf(person),
  )
  const more = names.length - NAMED
  return formatList(
    more > 0 ? [...names.slice(0, NAMED), t('messages.reactions.more', { count: more })] : names,
  )
}

/** For an emoji of the reader's own keyboard: whichever it is. */
const AnyEmoji = (props: { onPick: (emoji: string) => void }) => {
  const [typed, setTyped] = createSignal('')
  const found = () => canonicalEmoji(typed().trim())
  const take = () => isEmoji(found()) && props.onPick(found())
  return (
    <form class={styles.any} onSubmit={actInstead(take)}>
      <TextField
        label={t('messages.reactions.any')}
        hideLabel
        placeholder={t('messages.reactions.any')}
        value={typed()}
        onInput={setTyped}
        maxLength={40}
        error={typed().trim() === '' || isEmoji(found()) ? undefined : t('problem.field.emoji')}
      />
      <Button small type="submit" disabled={!isEmoji(found())}>
        {t('messages.reactions.add')}
      </Button>
    </form>
  )
}

/** The emoji to choose from, behind a button. */
export const ReactionPicker = (props: { onPick: (emoji: string) => void }) => (
  <Popover icon={SmilePlus} label={t('messages.reactions.add')}>
    {(close) => (
      <>
        <div class={styles.palette}>
          <For each={REACTION_PALETTE}>
            {(emoji) => (
              <button
                type="button"
                class={styles.choice}
                aria-label={t('messages.reactions.with', { emoji })}
                onClick={() => {
                  close()
                  props.onPick(emoji)
                }}
              >
                {emoji}
              </button>
            )}
          </For>
        </div>
        <AnyEmoji
          onPick={(emoji) => {
            close()
            props.onPick(emoji)
          }}
        />
      </>
    )}
  </Popover>
)

/** What a message got, each with who gave it; a press gives or takes back the own. */
export const Reactions = (props: {
  of: Reaction[]
  me: string
  nameOf: RowActs['nameOf']
  disabled: boolean
  onToggle: (emoji: string, mine: boolean) => void
}) => (
  <Show when={props.of.length > 0}>
    <ul class={styles.reactions} aria-label={t('messages.reactions.label')}>
      <For each={props.of}>
        {(reaction) => {
          const mine = () => reaction.people.some((person) => person.id === props.me)
          const said = () =>
            t('messages.reactions.by', {
              people: peopleOf(reaction, props.me, props.nameOf),
              emoji: reaction.emoji,
            })
          return (
            <li>
              <button
                type="button"
                class={classes(styles.reaction, mine() && styles.mine)}
                aria-pressed={mine()}
                aria-label={said()}
                title={said()}
                disabled={props.disabled}
                onClick={() => props.onToggle(reaction.emoji, mine())}
              >
                <span aria-hidden="true">{reaction.emoji}</span>
                <span class={styles.count}>{reaction.people.length}</span>
              </button>
            </li>
          )
        }}
      </For>
    </ul>
  </Show>
)
