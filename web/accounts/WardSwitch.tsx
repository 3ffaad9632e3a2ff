import { Match, Switch } from 'solid-js'
import type { Ward } from '#domain/accounts/contract.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Choice } from '../ui/CheckboxField.tsx'
import styles from './WardSwitch.module.css'
import { createWardNames } from './ward.ts'

/** For a guardian: whose screen this is, and of several children the way to the others'. Nothing for anybody else. */
export const WardSwitch = (props: {
  wards: readonly Ward[]
  value: string | undefined
  onChoose: (wardId: string) => void
}) => {
  const names = createWardNames()
  return (
    <Switch>
      <Match when={props.wards.length > 1}>
        <Choice
          name="ward"
          label={t('accounts.ward')}
          hideLabel
          even
          value={props.value ?? ''}
          options={props.wards.map((ward) => ({ value: ward.id, label: names.nameOf(ward) }))}
          onChange={props.onChoose}
        />
      </Match>
      <Match when={props.wards[0]}>
        {(ward) => (
          <p class={styles.one}>
            <Avatar name={ward().displayName} id={ward().id} size="small" />
            {names.nameOf(ward())}
          </p>
        )}
      </Match>
    </Switch>
  )
}
