import { createEffect, createResource, For, on, onCleanup, Show } from 'solid-js'
import { Portal } from 'solid-js/web'
import { getAddress } from '#domain/school/contract.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import QrCode from '../classes/QrCode.tsx'
import { t } from '../i18n/translate.ts'
import { ON_SHEET, type PrintedCard } from './card.ts'
import styles from './PrintCards.module.css'

const sheetsOf = (cards: readonly PrintedCard[]): PrintedCard[][] =>
  Array.from({ length: Math.ceil(cards.length / ON_SHEET) }, (_, n) =>
    cards.slice(n * ON_SHEET, (n + 1) * ON_SHEET),
  )

/** An address in the parts between which its line may end. */
const partsOf = (link: string): string[] => link.replace(/^https?:\/\//, '').split(/(?=[/:.])/)

const Card = (props: { card: PrintedCard; school: string; link: string | null }) => (
  <li class={styles.card}>
    <div class={styles.words}>
      <p class={styles.over}>{[props.school, props.card.over].filter(Boolean).join(' · ')}</p>
      <p class={styles.title}>{props.card.title}</p>
      <dl class={styles.facts}>
        <For each={props.card.facts}>
          {(fact) => (
            <div>
              <dt>{fact.label}</dt>
              <dd translate="no">{fact.value}</dd>
            </div>
          )}
        </For>
      </dl>
      <p class={styles.foot}>{props.card.foot}</p>
    </div>
    <Show when={props.link}>
      {(link) => (
        <div class={styles.way}>
          <QrCode class={styles.qr} text={link()} label={t('cards.qr')} />
          <p class={styles.address} translate="no">
            <For each={partsOf(link())}>
              {(part) => (
                <>
                  {part}
                  <wbr />
                </>
              )}
            </For>
          </p>
        </div>
      )}
    </Show>
  </li>
)

/**
 * Prints cards to cut out, ten on a sheet of A4, and nothing else of the page. `path` is where their QR code leads; where
 * no other machine can reach this one there is none.
 */
export default function PrintCards(props: {
  cards: readonly PrintedCard[]
  path: string
  onDone: () => void
}) {
  const me = useMe()
  const [found] = createResource(() => call(getAddress, {}, {}).catch(() => ({ address: null })))
  const link = () => {
    const address = found()?.address
    return address ? `${address}${props.path}` : null
  }
  const done = () => props.onDone()
  createEffect(
    on(found, (answer) => {
      if (!answer) return
      window.addEventListener('afterprint', done, { once: true })
      // What was just drawn is laid out first.
      requestAnimationFrame(() => window.print())
    }),
  )
  onCleanup(() => window.removeEventListener('afterprint', done))
  return (
    <Portal ref={(box) => box.classList.add(styles.cards ?? '')}>
      <Show when={found()}>
        <For each={sheetsOf(props.cards)}>
          {(sheet) => (
            <ul class={styles.sheet}>
              <For each={sheet}>{(card) => <Card card={card} school={me().school.name} link={link()} />}</For>
            </ul>
          )}
        </For>
      </Show>
    </Portal>
  )
}
