import { t } from '../i18n/translate.ts'
import { Button } from './Button.tsx'
import type { AskProps } from './typed.tsx'

/** Asks before what was typed is thrown away. Whatever is unclear (Escape, a press beside it) keeps it. */
export default function AskUnsaved(props: AskProps) {
  return (
    <props.Dialog
      open
      size="small"
      title={t('unsaved.title')}
      onClose={() => props.onKeep()}
      footer={
        <>
          <Button onClick={() => props.onDiscard()}>{t('unsaved.discard')}</Button>
          <Button look="primary" autofocus onClick={() => props.onKeep()}>
            {t('unsaved.keep')}
          </Button>
        </>
      }
    >
      <p>{t('unsaved.lead')}</p>
    </props.Dialog>
  )
}
