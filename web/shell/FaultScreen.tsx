import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

/** The last resort: the client itself broke. */
export const FaultScreen = (props: { error: unknown }) => {
  console.error(props.error)
  return (
    <main>
      <EmptyState page title={t('problem.kind.internal.title')} advice={t('problem.kind.internal.advice')}>
        <Button look="primary" onClick={() => location.reload()}>
          {t('common.actions.retry')}
        </Button>
      </EmptyState>
    </main>
  )
}
