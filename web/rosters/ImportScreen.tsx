import { useNavigate } from '@solidjs/router'
import FileDown from 'lucide-solid/icons/file-down'
import Upload from 'lucide-solid/icons/upload'
import { For, Show } from 'solid-js'
import { topicOf } from '#domain/realtime.ts'
import { listRosterImports, type RosterImportView } from '#domain/rosters/contract.ts'
import { applyToImports } from '#domain/rosters/import-list.ts'
import { createNames } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { call, sendFile } from '../call.ts'
import { sayWhen } from '../i18n/format.ts'
import { LOCALE_NAMES, LOCALES, t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { createRest } from '../realtime/rest.ts'
import { createAction } from '../ui/action.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { FileDrop } from '../ui/Files.tsx'
import { List, Row } from '../ui/List.tsx'
import { More } from '../ui/More.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toastProblem } from '../ui/Toast.tsx'
import { STATE_TONE } from './import-words.ts'
import styles from './Rosters.module.css'

const ImportRow = (props: { item: RosterImportView; by: string }) => (
  <Row
    href={`/admin/import/${props.item.id}`}
    title={props.item.fileName}
    detail={t('rosters.by', {
      name: props.by,
      when: sayWhen(props.item.requestedAt),
    })}
    after={<StatusChip tone={STATE_TONE[props.item.state]} words={t(`rosters.states.${props.item.state}`)} />}
  />
)

/** Where rosters come in: drop a file, get a template, see what was imported. */
export default function ImportScreen() {
  const me = useMe()
  const navigate = useNavigate()
  const school = () => topicOf('school', me().school.id)
  const live = createLive({
    source: school,
    fetch: (_school, signal) => call(listRosterImports, {}, {}, { signal }),
    topics: () => [school()],
    apply: applyToImports,
  })
  const upload = createAction(async (file: File) => {
    const made = await sendFile<RosterImportView>(
      `/api/roster-imports?name=${encodeURIComponent(file.name)}`,
      file,
    )
    navigate(`/admin/import/${made.id}`)
  })
  const take = async (files: File[]) => {
    const [file] = files
    if (!file) return
    await upload.run(file)
    if (upload.problem()) toastProblem(upload.problem())
  }
  const imports = () => live.value()?.imports ?? []
  const names = createNames(() => imports().map((item) => item.requestedBy))
  const rest = createRest(live, async (after) => {
    const { imports, next } = await call(listRosterImports, {}, { after })
    return (before) => ({ imports: [...before.imports, ...imports], next })
  })
  return (
    <Page>
      <PageHeader title={t('rosters.title')} lead={t('rosters.lead')} />
      <div class={styles.stack}>
        <Show when={!upload.busy()} fallback={<ProgressBar label={t('rosters.checking')} share={null} />}>
          <FileDrop
            single
            accept=".xlsx,.csv,.tsv,.zip"
            hint={t('rosters.hint')}
            onFiles={(files) => void take(files)}
          />
        </Show>
        <div class={styles.actions}>
          <For each={LOCALES}>
            {(language) => (
              <LinkButton
                icon={FileDown}
                external
                download=""
                href={`/api/roster-template?locale=${language}`}
              >
                {t('rosters.templateIn', { language: LOCALE_NAMES[language] })}
              </LinkButton>
            )}
          </For>
        </div>
      </div>
      <Section title={t('rosters.earlier')}>
        <Show
          when={live.value() || !live.problem()}
          fallback={<ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />}
        >
          <Show when={live.value()} fallback={<Skeleton rows={3} />}>
            <Show
              when={imports().length > 0}
              fallback={
                <EmptyState icon={Upload} title={t('rosters.none')} advice={t('rosters.noneAdvice')} />
              }
            >
              <List>
                <For each={imports()}>
                  {(item) => <ImportRow item={item} by={names.nameOf(item.requestedBy)} />}
                </For>
              </List>
              <More of={rest} />
            </Show>
          </Show>
        </Show>
      </Section>
    </Page>
  )
}
