import CloudOff from 'lucide-solid/icons/cloud-off'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import { Show } from 'solid-js'
import { Problem, type ProblemKind } from '#domain/problem.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { Button } from './Button.tsx'
import { EmptyState } from './EmptyState.tsx'

/** Asking again cannot help against these. */
const FINAL: readonly ProblemKind[] = ['forbidden', 'not-found', 'gone']

const isFinal = (thrown: unknown): boolean => thrown instanceof Problem && FINAL.includes(thrown.kind)

/** What happened, what is safe, and a way to try again where that can help. Takes anything that `call` throws. */
export const ErrorState = (props: { problem: unknown; onRetry?: () => void }) => (
  <div role="alert">
    <EmptyState
      icon={CloudOff}
      title={problemWords(props.problem).title}
      advice={problemWords(props.problem).advice}
    >
      <Show when={props.onRetry && !isFinal(props.problem)}>
        <Button icon={RotateCw} onClick={() => props.onRetry?.()}>
          {t('common.actions.retry')}
        </Button>
      </Show>
    </EmptyState>
  </div>
)
