import { createResource, For, Show } from 'solid-js'
import { listKeptApart } from '#domain/admin/contract.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Banner } from '../ui/Banner.tsx'
import { List, Row } from '../ui/List.tsx'

/** Names, numbers and codes that two have since they are compared in one form: each needs one of its own. */
export const KeptApart = () => {
  const [found] = createResource(() => call(listKeptApart, {}, {}))
  const answer = () => (found.error ? undefined : found.latest)
  return (
    <Show when={answer()?.total ? answer() : undefined}>
      {(known) => (
        <>
          <Banner tone="late">{t('admin.people.keptApart', { count: known().total })}</Banner>
          <List>
            <For each={known().keptApart}>
              {(one) => (
                <Row
                  title={one.own.displayName}
                  detail={t('admin.people.keptApartOne', {
                    field: t(`admin.people.keptApartFields.${one.field}`),
                    value: one.value,
                    name: one.other?.displayName ?? '–',
                  })}
                />
              )}
            </For>
          </List>
        </>
      )}
    </Show>
  )
}
