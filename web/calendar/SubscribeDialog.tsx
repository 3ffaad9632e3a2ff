import { createResource, createSignal, For, Show } from 'solid-js'
import {
  type CalendarAddress,
  closeCalendarAddress,
  listCalendarAddresses,
  openCalendarAddress,
} from '#domain/calendar/contract.ts'
import { newId } from '#domain/ids.ts'
import { getAddress } from '#domain/school/contract.ts'
import { activeClasses } from '../accounts/session.ts'
import { call } from '../call.ts'
import { sayAgo } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toast.tsx'
import styles from './SubscribeDialog.module.css'

/** `https://…` → `webcal://…`: a press opens the calendar of the phone or computer. */
const forPrograms = (address: string) => address.replace(/^https?:/, 'webcal:')

const Address = (props: { one: CalendarAddress; reached: string; onClose: () => void; busy: boolean }) => {
  const whole = () => `${props.reached}${props.one.path}`
  return (
    <section class={styles.address}>
      <h3 class={styles.name}>{props.one.className ?? t('calendar.all')}</h3>
      <p class={styles.quiet}>
        {props.one.lastReadAt
          ? t('calendar.lastRead', { when: sayAgo(props.one.lastReadAt) })
          : t('calendar.never')}
      </p>
      <div class={styles.ways}>
        <CopyButton small text={whole()} label={t('calendar.copy')} />
        <LinkButton small href={forPrograms(whole())} external>
          {t('calendar.add')}
        </LinkButton>
        <Button small look="quiet" busy={props.busy} onClick={props.onClose}>
          {t('calendar.close')}
        </Button>
      </div>
    </section>
  )
}

const Addresses = () => {
  const [found, { mutate, refetch }] = createResource(() => call(listCalendarAddresses, {}, {}))
  const [address] = createResource(() => call(getAddress, {}, {}))
  const all = () => (found.error ? [] : (found.latest?.addresses ?? []))
  const reached = () => (address.error ? location.origin : (address.latest?.address ?? location.origin))
  const open = createAction(async (classId: string | null) => {
    const one = await call(openCalendarAddress, {}, { id: newId(), classId })
    mutate((value) => ({
      addresses: [...(value?.addresses ?? []).filter((other) => other.id !== one.id), one],
    }))
  })
  const close = createAction(async (id: string) => {
    await call(closeCalendarAddress, { addressId: id }, {})
    mutate((value) => ({ addresses: (value?.addresses ?? []).filter((one) => one.id !== id) }))
    toast(t('calendar.closed'), { tone: 'good' })
  })
  const [classId, setClassId] = createSignal('')
  const others = () => activeClasses().filter(({ id }) => !all().some((one) => one.classId === id))
  const hasAll = () => all().some((one) => one.classId === null)
  return (
    <Show when={!found.error} fallback={<ErrorState problem={found.error} onRetry={() => void refetch()} />}>
      <Show when={found.latest && !address.loading} fallback={<Skeleton rows={3} />}>
        <p>{t('calendar.lead')}</p>
        <For each={all()}>
          {(one) => (
            <Address
              one={one}
              reached={reached()}
              busy={close.busy()}
              onClose={() => void close.run(one.id)}
            />
          )}
        </For>
        <Show when={!hasAll()}>
          <section class={styles.address}>
            <h3 class={styles.name}>{t('calendar.all')}</h3>
            <div class={styles.ways}>
              <Button small look="primary" busy={open.busy()} onClick={() => void open.run(null)}>
                {t('calendar.open')}
              </Button>
            </div>
          </section>
        </Show>
        <Show when={others().length > 0}>
          <div class={styles.one}>
            <SelectField
              label={t('calendar.ofClass')}
              value={classId()}
              onChange={setClassId}
              options={[
                { value: '', label: t('calendar.choose') },
                ...others().map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <Button
              disabled={classId() === ''}
              busy={open.busy()}
              onClick={() => void open.run(classId()).then(() => setClassId(''))}
            >
              {t('calendar.open')}
            </Button>
          </div>
        </Show>
        <p class={styles.quiet}>{t('calendar.secret')}</p>
      </Show>
    </Show>
  )
}

/** Opens, shows and closes the addresses under which other calendar programs read. */
export const SubscribeDialog = (props: { open: boolean; onClose: () => void }) => (
  <Dialog
    open={props.open}
    onClose={props.onClose}
    title={t('calendar.title')}
    footer={
      <Actions>
        <Button look="primary" onClick={props.onClose}>
          {t('common.actions.done')}
        </Button>
      </Actions>
    }
  >
    <Show when={props.open}>
      <Addresses />
    </Show>
  </Dialog>
)
