import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { toast } from '../ui/Toast.tsx'
import styles from './Admin.module.css'

/** A first password, shown this once, to be handed over. */
export const FirstPassword = (props: { username: string; password: string }) => {
  const copy = async () => {
    await navigator.clipboard.writeText(props.password)
    toast(t('common.actions.copied'))
  }
  return (
    <div class={styles.secret} role="status">
      <span class={styles.quiet}>{t('admin.people.told')}</span>
      <span>
        {t('admin.people.username')}: <strong>{props.username}</strong>
      </span>
      <span>{t('admin.people.password')}:</span>
      <span class={styles.secretValue}>{props.password}</span>
      <Button small onClick={() => void copy()}>
        {t('common.actions.copy')}
      </Button>
    </div>
  )
}
