import { Show } from 'solid-js'
import type { Ward } from '#domain/accounts/contract.ts'
import { t } from '../i18n/translate.ts'
import { Choice } from '../ui/CheckboxField.tsx'
import { createWardNames } from './ward.ts'

/** For a guardian of several children: whose screen this is, and the way to the others'. Nothing for one child. */
export const WardSwitch = (props: {
  wards: readonly Ward[]
  value: string | undefined
  onChoose: (wardId: string) => void
}) => {
  const names = createWardNames()
  return (
    <Show when={props.wards.length > 1}>
      <Choice
        name="ward"
        label={t('accounts.ward')}
        hideLabel
        even
        value={props.value ?? ''}
        options={props.wards.map((ward) => ({ value: ward.id, label: names.nameOf(ward) }))}
        onChange={props.onChoose}
      />
    </Show>
  )
}
