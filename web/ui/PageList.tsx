import { type JSX, Show } from 'solid-js'
import { ErrorState } from './ErrorState.tsx'
import { type Further, More } from './More.tsx'
import { Skeleton } from './Skeleton.tsx'

interface Pages extends Further {
  failure: () => unknown
  loaded: () => boolean
  refetch: () => unknown
}

/** A paged list: what to show while it loads or when it fails, and a button for what comes after. */
export const PageList = (props: { pages: Pages; children: JSX.Element }) => (
  <Show
    when={!props.pages.failure()}
    fallback={<ErrorState problem={props.pages.failure()} onRetry={() => void props.pages.refetch()} />}
  >
    <Show when={props.pages.loaded()} fallback={<Skeleton rows={8} />}>
      {props.children}
      <More of={props.pages} />
    </Show>
  </Show>
)
