import Printer from 'lucide-solid/icons/printer'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import { createAction } from '../ui/action.ts'
import { Button, type ButtonLook } from '../ui/Button.tsx'
import { toastProblem } from '../ui/Toast.tsx'
import type { PrintedCard } from './card.ts'

const PrintCards = lazy(() => import('./PrintCards.tsx'))

/** Fetches cards and prints them; on screen it is a button alone. */
export const PrintButton = (props: {
  label: string
  path: string
  cards: () => PrintedCard[] | Promise<PrintedCard[]>
  small?: boolean
  look?: ButtonLook
}) => {
  const [cards, setCards] = createSignal<PrintedCard[] | null>(null)
  const fetch = createAction(async () => setCards(await props.cards()))
  const print = async () => {
    await fetch.run()
    if (fetch.problem()) toastProblem(fetch.problem())
  }
  return (
    <>
      <Button
        icon={Printer}
        small={props.small}
        look={props.look}
        busy={fetch.busy()}
        onClick={() => void print()}
      >
        {props.label}
      </Button>
      <Show when={cards()}>
        {(found) => (
          <Suspense>
            <PrintCards cards={found()} path={props.path} onDone={() => setCards(null)} />
          </Suspense>
        )}
      </Show>
    </>
  )
}
