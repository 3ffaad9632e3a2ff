import { createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { getMe, type Me, meChanged, type Preferences, signOut, updateMe } from '#domain/accounts/contract.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { getSetupState, schoolChanged } from '#domain/school/contract.ts'
import type { School } from '#domain/school/school.ts'
import { call, onSignedOut } from '../call.ts'
import { setLocale } from '../i18n/locale.ts'
import { locale } from '../i18n/translate.ts'
import { setSchoolZone } from '../i18n/zone.ts'
import { closeConnection, isEvent, openConnection, subscribe, wakeConnection } from '../realtime/subscribe.ts'
import { density, setDensity, setTheme, theme } from '../shell/appearance.ts'

interface Session {
  /** Who is signed in: undefined until the server said so, null for nobody. */
  me: Me | null | undefined
  /** False before the school exists. */
  ready: boolean | undefined
  /** The session ended while its owner was at work: the page stays as it is until they are back. */
  lapsed: boolean
}

const [session, setSession] = createStore<Session>({ me: undefined, ready: undefined, lapsed: false })
const [meFailure, setMeFailure] = createSignal<unknown>(null)

export { meFailure, session }

/** The signed-in account, for screens inside the shell. Reactive. */
export const useMe = (): (() => Me) => () => {
  const { me } = session
  if (!me) throw new Problem('unauthenticated')
  return me
}

/** The classes that are running, in the server's order. Reactive. */
export const activeClasses = () => (session.me?.classes ?? []).filter((item) => !item.archived)

/** One class of the person; undefined if they are not in it. Reactive. */
export const classOf = (classId: string | undefined) =>
  session.me?.classes.find((item) => item.id === classId)

/** Unread messages in all classes. Reactive. */
export const totalUnread = () => activeClasses().reduce((sum, item) => sum + item.unread, 0)

/** The chat says how many messages of a class are unread now. */
export const setUnread = (classId: string, unread: number): void => {
  setSession('me', 'classes', (item) => item.id === classId, 'unread', unread)
}

const wear = (chosen: Preferences) => {
  if (chosen.theme && chosen.theme !== theme()) setTheme(chosen.theme)
  if (chosen.density && chosen.density !== density()) setDensity(chosen.density)
  if (chosen.locale && chosen.locale !== locale()) void setLocale(chosen.locale, { remember: true })
}

const becomeNobody = () => {
  closeConnection()
  setSession({ me: null, lapsed: false })
}

const lapse = () => {
  if (session.me) setSession('lapsed', true)
}
onSignedOut(lapse)

/** The school has another name, language or zone: every screen shows it from now on. */
export const takeSchool = (school: School): void => {
  setSchoolZone(school.timeZone)
  setSession('me', 'school', reconcile(school))
}

const listen = (accountId: string) => {
  openConnection({
    onSessionEnded: becomeNobody,
    onRefused: (attempt) => {
      // The socket says only that it was refused; the account's own endpoint says whether the session is over.
      if (attempt === 2) void refreshMe().catch(() => {})
    },
  })
  subscribe(topicOf('account', accountId), {
    onEvent: (event) => {
      if (isEvent(event, meChanged)) void refreshMe().catch(() => {})
      else if (isEvent(event, schoolChanged)) takeSchool(event.payload.school)
    },
    onReset: async (no) => {
      await refreshMe()
      return no
    },
  })
}

const takeMe = (next: Me) => {
  setSchoolZone(next.school.timeZone)
  wear(next.preferences)
  // Screens are drawn the moment there is an account, and listen at once: the connection has to be there before.
  if (session.me?.id !== next.id) listen(next.id)
  setSession({ ready: true, lapsed: false })
  setSession('me', reconcile(next))
}

/** Fetches the account anew; when the session is over, its owner is asked to sign in again. */
export const refreshMe = async (): Promise<void> => {
  try {
    takeMe(await call(getMe, {}, {}))
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'unauthenticated') throw error
    if (!session.me) becomeNobody()
  }
}

/** Asks once who is signed in; if nobody, whether the school exists. */
export const loadMe = async (): Promise<void> => {
  setMeFailure(null)
  try {
    await refreshMe()
    if (session.me === null) setSession('ready', (await call(getSetupState, {}, {})).ready)
  } catch (error) {
    setMeFailure(error)
  }
}

/** They sign in again later, or somebody else does: the page shows that its data may be old. */
export const putOff = (): void => setSession('lapsed', false)

/** The same person signed in again: everything goes on where it was. */
export const resume = (next: Me): void => {
  takeMe(next)
  wakeConnection()
}

/** Somebody signed in, signed up or set the school up. */
export const enter = (next: Me): void => takeMe(next)

/** Signs out on this device. */
export const leave = async (): Promise<void> => {
  await call(signOut, {}, {})
  becomeNobody()
}

/** Already signed out by another act. */
export const forget = becomeNobody

/** Shows a choice at once and keeps it on the account. */
export const choose = async (chosen: Preferences): Promise<void> => {
  wear(chosen)
  if (session.me) takeMe(await call(updateMe, {}, { preferences: chosen }))
}
