import { createResource, createSignal, For, Show } from 'solid-js'
import { linkGuardian, listPeople, type PersonView, unlinkGuardian } from '#domain/people/contract.ts'
import { isGuardian, isStudent } from '#domain/permission.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { List, Row } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import { createSettled } from '../ui/settled.ts'
import { toastProblem, toastUndo } from '../ui/Toast.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import styles from './People.module.css'

interface Kin {
  id: string
  displayName: string
  username: string
}

const SHOWN = 8

/** Finds whom to link: guardians for a student, students for a guardian. */
const Finder = (props: {
  role: 'guardian' | 'student'
  linked: readonly Kin[]
  onLink: (one: Kin) => void
}) => {
  const [words, setWords] = createSignal('')
  const search = createSettled(words)
  const [found] = createResource(
    () => search.settled().trim() || null,
    (q) => call(listPeople, {}, { q, role: props.role, limit: SHOWN }),
  )
  const people = () => (found.error ? [] : (found.latest?.people ?? []))
  const offered = () => people().filter((one) => !props.linked.some((kin) => kin.id === one.id))
  return (
    <>
      <TextField
        label={t(isGuardian(props) ? 'people.linkGuardian' : 'people.linkChild')}
        placeholder={t('people.search')}
        type="search"
        value={words()}
        onInput={(value) => {
          setWords(value)
          search.typed(value)
        }}
      />
      <Show when={words().trim()}>
        <Show
          when={offered().length > 0}
          fallback={<p class={styles.quiet}>{found.loading ? t('common.loading') : t('people.empty')}</p>}
        >
          <List>
            <For each={offered()}>
              {(person) => (
                <Row
                  title={person.displayName}
                  detail={[person.studentNumber, person.username].filter(Boolean).join(' · ')}
                  after={
                    <Button
                      small
                      onClick={() => {
                        setWords('')
                        props.onLink(person)
                      }}
                    >
                      {t('people.link')}
                      <VisuallyHidden>{person.displayName}</VisuallyHidden>
                    </Button>
                  }
                />
              )}
            </For>
          </List>
        </Show>
        <Show when={found.latest?.next}>
          <p class={styles.quiet}>{t('classes.people.more', { count: SHOWN })}</p>
        </Show>
      </Show>
    </>
  )
}

/** The guardians of a student or the children of a guardian, linked and unlinked by hand. */
export const KinSection = (props: { person: PersonView; kin: readonly Kin[]; onChanged: () => void }) => {
  const child = () => isStudent(props.person)
  const pairOf = (other: Kin) =>
    child()
      ? { accountId: props.person.id, guardianId: other.id }
      : { accountId: other.id, guardianId: props.person.id }
  const link = async (other: Kin) => {
    await call(linkGuardian, pairOf(other), {}).catch(toastProblem)
    props.onChanged()
  }
  const unlink = async (other: Kin) => {
    const pair = pairOf(other)
    try {
      await call(unlinkGuardian, pair, {})
      toastUndo(t('people.unlinked', { name: other.displayName }), () => {
        void call(linkGuardian, pair, {}).then(() => props.onChanged(), toastProblem)
      })
    } catch (error) {
      toastProblem(error)
    }
    props.onChanged()
  }
  return (
    <Section title={t(child() ? 'people.guardians' : 'people.wards')}>
      <Show when={props.kin.length > 0}>
        <List>
          <For each={props.kin}>
            {(one) => (
              <Row
                title={one.displayName}
                detail={one.username}
                after={
                  <Button small look="quiet" onClick={() => void unlink(one)}>
                    {t('people.unlink')}
                    <VisuallyHidden>{one.displayName}</VisuallyHidden>
                  </Button>
                }
              />
            )}
          </For>
        </List>
      </Show>
      <Finder role={child() ? 'guardian' : 'student'} linked={props.kin} onLink={(one) => void link(one)} />
    </Section>
  )
}
