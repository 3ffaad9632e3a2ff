import { loginCardOf } from '../cards/login-card.ts'
import { PrintButton } from '../cards/PrintButton.tsx'
import { t } from '../i18n/translate.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import styles from './FirstPassword.module.css'

/** A first password, shown this once, to be handed over. */
export const FirstPassword = (props: { name: string; username: string; password: string }) => (
  <div class={styles.secret} role="status">
    <span class={styles.quiet}>{t('accounts.first.told')}</span>
    <span>
      {t('accounts.first.username')}: <strong translate="no">{props.username}</strong>
    </span>
    <span>{t('accounts.first.password')}:</span>
    <span class={styles.value} translate="no">
      {props.password}
    </span>
    <div class={styles.acts}>
      <CopyButton small text={props.password} label={t('common.actions.copy')} />
      <PrintButton
        small
        label={t('cards.print')}
        path="/login"
        cards={() => [loginCardOf({ ...props, firstPassword: props.password })]}
      />
    </div>
  </div>
)
