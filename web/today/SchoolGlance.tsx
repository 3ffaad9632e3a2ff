import { A } from '@solidjs/router'
import FileSpreadsheet from 'lucide-solid/icons/file-spreadsheet'
import Upload from 'lucide-solid/icons/upload'
import { For, Show } from 'solid-js'
import type { SchoolGlance as Glance } from '#domain/today/contract.ts'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { LinkButton } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Section } from '../ui/Page.tsx'
import styles from './SchoolGlance.module.css'

interface Figure {
  href: string
  words: string
  value: number
  alarming?: boolean
}

/** The school in a few figures, each leading to where it is looked after. */
export const SchoolGlance = (props: { school: Glance }) => {
  const figures = (): Figure[] => {
    const { school } = props
    const all: Figure[] = [
      { href: '/admin/people', words: t('today.school.students'), value: school.students },
      { href: '/admin/people', words: t('today.school.teachers'), value: school.teachers },
      { href: '/classes', words: t('today.school.classes'), value: school.classes },
      { href: '/calendar', words: t('today.school.live'), value: school.liveLessons },
    ]
    if (school.failedJobs === null) return all
    return [
      ...all,
      { href: '/admin/jobs', words: t('today.school.running'), value: school.runningJobs },
      {
        href: '/admin/jobs',
        words: t('today.school.failed'),
        value: school.failedJobs,
        alarming: school.failedJobs > 0,
      },
    ]
  }
  const empty = () => props.school.students === 0 && props.school.classes === 0
  return (
    <Section
      title={t('today.school.title')}
      actions={
        <Show when={!empty()}>
          <LinkButton icon={Upload} href="/admin/import">
            {t('today.school.import')}
          </LinkButton>
          <LinkButton icon={FileSpreadsheet} href="/admin/reports">
            {t('today.school.reports')}
          </LinkButton>
        </Show>
      }
    >
      <ul class={styles.figures} style={{ '--across': figures().length > 4 ? 3 : 4 }}>
        <For each={figures()}>
          {(figure) => (
            <li>
              <A href={figure.href} class={classes(styles.figure, figure.alarming && styles.alarming)}>
                <span class={styles.value}>{formatNumber(figure.value)}</span>
                <span class={styles.words}>{figure.words}</span>
              </A>
            </li>
          )}
        </For>
      </ul>
      <Show when={empty()}>
        <EmptyState icon={Upload} title={t('today.school.begin')} advice={t('today.school.beginAdvice')}>
          <LinkButton look="primary" href="/admin/import">
            {t('today.school.import')}
          </LinkButton>
        </EmptyState>
      </Show>
    </Section>
  )
}
