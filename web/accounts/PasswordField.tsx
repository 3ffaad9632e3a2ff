import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import { createSignal } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { TextField } from '../ui/Field.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import styles from './PasswordField.module.css'

/** A password that can be looked at while it is typed. `fresh` is a new one: managers may offer to make it. */
export const PasswordField = (props: {
  label: string
  name: string
  value: string
  onInput: (value: string) => void
  hint?: string
  fresh?: boolean
  autofocus?: boolean
}) => {
  const [seen, setSeen] = createSignal(false)
  return (
    <div class={styles.box}>
      <TextField
        label={props.label}
        name={props.name}
        type={seen() ? 'text' : 'password'}
        value={props.value}
        onInput={(value) => props.onInput(value)}
        hint={props.hint}
        autocomplete={props.fresh ? 'new-password' : 'current-password'}
        autofocus={props.autofocus}
        autocapitalize="none"
        spellcheck={false}
        required
      />
      <span class={styles.eye}>
        <IconButton
          small
          icon={seen() ? EyeOff : Eye}
          label={seen() ? t('accounts.signIn.hidePassword') : t('accounts.signIn.showPassword')}
          pressed={seen()}
          onClick={() => setSeen((now) => !now)}
        />
      </span>
    </div>
  )
}
