import Compass from 'lucide-solid/icons/compass'
import { t } from '../i18n/translate.ts'
import { LinkButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { useTitle } from '../ui/Page.tsx'

/** An address that leads nowhere, or nowhere for this person. */
export const NotFoundScreen = () => {
  useTitle(() => t('common.notFound.title'))
  return (
    <EmptyState page icon={Compass} title={t('common.notFound.title')} advice={t('common.notFound.advice')}>
      <LinkButton href="/today">{t('common.notFound.action')}</LinkButton>
    </EmptyState>
  )
}
