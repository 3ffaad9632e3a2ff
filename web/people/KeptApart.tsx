import { createResource, createSignal, For, Show } from 'solid-js'
import { type ClassView, getClass } from '#domain/classes/contract.ts'
import {
  type KeptApart as Clash,
  getPerson,
  listKeptApart,
  type PersonView,
} from '#domain/people/contract.ts'
import { may } from '../accounts/may.ts'
import { call } from '../call.ts'
import { ClassSettings } from '../classes/ClassSettings.tsx'
import { joinSentences } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Banner } from '../ui/Banner.tsx'
import { List, Row } from '../ui/List.tsx'
import { toastProblem } from '../ui/Toast.tsx'
import styles from './People.module.css'
import { PersonSheet } from './PersonSheet.tsx'

/** What is opened to give it a name, number or code of its own. */
const createOpened = (refetch: () => unknown) => {
  const [person, setPerson] = createSignal<PersonView | null>(null)
  const [item, setItem] = createSignal<ClassView | null>(null)
  const open = async ({ field, own }: Clash) => {
    try {
      if (field === 'code') setItem(await call(getClass, { classId: own.id }, {}))
      else setPerson((await call(getPerson, { accountId: own.id }, {})).person)
    } catch (error) {
      toastProblem(error)
    }
  }
  const close = () => {
    setPerson(null)
    setItem(null)
    void refetch()
  }
  return { person, item, open, close, change: setPerson }
}

/** Names, numbers and codes that two have since they are compared in one form: each needs one of its own. */
export const KeptApart = (props: { onChanged: (person: PersonView) => void }) => {
  const [found, { refetch }] = createResource(() => call(listKeptApart, {}, {}))
  const answer = () => (found.error ? undefined : found.latest)
  const opened = createOpened(refetch)
  const mayMend = () => may('account.manage')
  return (
    <>
      <Show when={answer()?.total ? answer() : undefined}>
        {(known) => (
          <>
            <Banner tone="late">
              {joinSentences(
                t('people.keptApart', { count: known().total }),
                t(mayMend() ? 'people.keptApartMend' : 'people.keptApartAsk'),
              )}
            </Banner>
            <List>
              <For each={known().keptApart}>
                {(one) => (
                  <Row
                    title={one.own.displayName}
                    detail={t('people.keptApartOne', {
                      field: t(`people.keptApartFields.${one.field}`),
                      value: one.value,
                      name: one.other?.displayName ?? '–',
                    })}
                    onOpen={mayMend() ? () => void opened.open(one) : undefined}
                  />
                )}
              </For>
            </List>
            <Show when={known().total - known().keptApart.length}>
              {(count) => <p class={styles.quiet}>{t('people.keptApartMore', { count: count() })}</p>}
            </Show>
          </>
        )}
      </Show>
      <PersonSheet
        person={opened.person()}
        onChanged={(person) => {
          opened.change(person)
          props.onChanged(person)
        }}
        onClose={opened.close}
      />
      <Show when={opened.item()}>
        {(item) => <ClassSettings open item={item()} onChanged={() => {}} onClose={opened.close} />}
      </Show>
    </>
  )
}
