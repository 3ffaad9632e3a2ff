import { createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import {
  getMe,
  type Me,
  meChanged,
  type Preferences,
  signOut,
  signOutEverywhere,
  updateMe,
} from '#domain/accounts/contract.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { getSetupState, schoolChanged } from '#domain/school/contract.ts'
import type { School } from '#domain/school/school.ts'
import { call, onSignedOut } from '../call.ts'
import { chosenLocale, setLocale } from '../i18n/locale.ts'
import { setSchoolZone } from '../i18n/zone.ts'
import { createRefetch } from '../realtime/refetch.ts'
import { closeConnection, isEvent, openConnection, subscribe, wakeConnection } from '../realtime/subscribe.ts'
import { density, setDensity, setTheme, theme } from '../shell/appearance.ts'
import { createTurn } from '../turn.ts'
import { flushToasts } from '../ui/toasts.ts'
import { onBrowserTold, onReturn, tellBrowser, toldByBrowser } from './browser.ts'
import { finishEverywhere } from './waiting.ts'

interface Session {
  /** Who is signed in: undefined until the server said so, null for nobody. */
  me: Me | null | undefined
  /** False before the school exists. */
  ready: boolean | undefined
  /** The session's time ran out while its owner was at work: the page stays as it is until they are back. */
  lapsed: boolean
  /** Its owner wanted something meanwhile, and is asked to sign in over the page. */
  asking: boolean
}

const [session, setSession] = createStore<Session>({
  me: undefined,
  ready: undefined,
  lapsed: false,
  asking: false,
})
const [meFailure, setMeFailure] = createSignal<unknown>(null)

export { meFailure, session }

/** The signed-in account, for screens inside the shell. Reactive. */
export const useMe = (): (() => Me) => () => {
  // A screen that is being taken away may still ask: it was shown to somebody.
  const me = session.me ?? shownTo
  if (!me) throw new Problem('unauthenticated')
  return me
}
let shownTo: Me | null = null

/** The classes that are running, in the server's order. Reactive. */
export const activeClasses = () => (session.me?.classes ?? []).filter((item) => !item.archived)

/** One class of the person; undefined if they are not in it. Reactive. */
export const classOf = (classId: string | undefined) =>
  session.me?.classes.find((item) => item.id === classId)

/** Unread messages in all classes. Reactive. */
export const totalUnread = () => activeClasses().reduce((sum, item) => sum + item.unread, 0)

/** What is new in the inbox: messages not read, and work that came back or waits again. Reactive. */
export const totalNews = () => totalUnread() + (session.me?.workNews ?? 0)

/** The chat says how many messages of a class are unread now; nothing once its person has signed out. */
export const setUnread = (classId: string, unread: number): void => {
  if (session.me) setSession('me', 'classes', (item) => item.id === classId, 'unread', unread)
}

const wear = (chosen: Preferences) => {
  if (chosen.theme && chosen.theme !== theme()) setTheme(chosen.theme)
  if (chosen.density && chosen.density !== density()) setDensity(chosen.density)
  if (chosen.locale && chosen.locale !== chosenLocale()) void setLocale(chosen.locale, { remember: true })
}

/** A page that is for whoever is not signed in. */
type OpenPage = `/${string}`
let leavePage: (next: 'here' | OpenPage | null) => void = () => {}
/**
 * Names what takes the page away when its person is no longer signed in. `here`: the same person may come back to where
 * they were; a page: they left so that somebody else goes on there; null: they meant to go.
 */
export const onNobody = (leave: typeof leavePage): void => {
  leavePage = leave
}

const becomeNobody = (next: 'here' | OpenPage | null = null) => {
  const wasSomebody = Boolean(session.me)
  life += 1
  workNews.reset()
  closeConnection()
  // What was said to this person is not said to the next.
  flushToasts()
  setSession({ me: null, lapsed: false, asking: false })
  if (wasSomebody) leavePage(next)
}
/** Counts who was here: an answer for the one before is not shown to the next. */
let life = 0

/** The session was ended, here or elsewhere. */
const ended = () => {
  if (session.me) becomeNobody(leaving ? leavingFor : 'here')
}
/** They are signing out themselves: the socket's word of it may come before the answer. */
let leaving = false
let leavingFor: OpenPage | null = null
onSignedOut({
  onRefused: () => session.me && setSession('lapsed', true),
  onEnded: ended,
  onWanted: () => session.me && setSession({ lapsed: true, asking: true }),
})

/** Another page of this browser signed out, or somebody else signed in there: this page is not theirs. */
onBrowserTold(() => {
  const told = toldByBrowser()
  if (session.me && told !== null && told !== session.me.id) becomeNobody()
})
/** The page comes back after a while: whoever it was shown to may be gone. */
onReturn(() => {
  if (session.me) void refreshMe().catch(() => {})
})

/** The school has another name, language or zone: every screen shows it from now on. */
export const takeSchool = (school: School): void => {
  setSchoolZone(school.timeZone)
  setSession('me', 'school', reconcile(school))
}

/** Of these depends how much of the inbox is work. */
const WORK_NEWS = /^(submission|return)\./
/** Thirty pieces of work can come in a minute: the account is fetched once for all that come together. */
const workNews = createRefetch(async () => {
  await refreshMe().catch(() => {})
  return true
})

const listen = (accountId: string) => {
  openConnection({
    onSessionEnded: ended,
    onRefused: (attempt) => {
      // The socket says only that it was refused; the account's own endpoint says whether the session is over.
      if (attempt === 2) void refreshMe().catch(() => {})
    },
  })
  subscribe(topicOf('account', accountId), {
    onEvent: (event) => {
      if (isEvent(event, meChanged)) void refreshMe().catch(() => {})
      else if (isEvent(event, schoolChanged)) takeSchool(event.payload.school)
      else if (WORK_NEWS.test(event.name)) workNews.soon()
    },
    onReset: async (no) => {
      await refreshMe()
      return no
    },
  })
}

const takeMe = (next: Me) => {
  if (session.me && session.me.id !== next.id) return becomeNobody()
  tellBrowser(next.id)
  setSchoolZone(next.school.timeZone)
  wear(next.preferences)
  // Screens are drawn the moment there is an account, and listen at once: the connection has to be there before.
  if (session.me?.id !== next.id) listen(next.id)
  setSession({ ready: true, lapsed: false, asking: false })
  setSession('me', reconcile(next))
  shownTo = next
}

/** Fetches the account anew; when the session is over, its owner is asked to sign in again. */
export const refreshMe = async (): Promise<void> => {
  const mine = life
  try {
    const me = await call(getMe, {}, {})
    if (mine === life) takeMe(me)
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'unauthenticated') throw error
    if (!session.me) becomeNobody()
  }
}

/** Asks once who is signed in; if nobody, whether the school exists. */
export const loadMe = (): Promise<void> => {
  asking ??= askWho().finally(() => {
    asking = null
  })
  return asking
}
let asking: Promise<void> | null = null
const askWho = async (): Promise<void> => {
  setMeFailure(null)
  try {
    await refreshMe()
    if (session.me === null) setSession('ready', (await call(getSetupState, {}, {})).ready)
  } catch (error) {
    setMeFailure(error)
  }
}

/** They sign in again later: the page says that it is no longer kept up to date. */
export const putOff = (): void => setSession('asking', false)

/** They want to sign in again now. */
export const askToSignIn = (): void => setSession('asking', true)

/** The same person signed in again: everything goes on where it was. */
export const resume = (next: Me): void => {
  takeMe(next)
  wakeConnection()
}

/** Somebody signed in, signed up or set the school up. */
export const enter = (next: Me): void => takeMe(next)

/** Signs out by `entry`, once what waits behind an *Undo* is done: later nobody would be there who may do it. */
const leaveBy = async (
  entry: typeof signOut | typeof signOutEverywhere,
  next: OpenPage | null = null,
): Promise<void> => {
  // What could not be done was said; whoever wants to go all the same presses once more.
  if (!(await finishEverywhere())) return
  leaving = true
  leavingFor = next
  try {
    await call(entry, {}, {})
    forget()
  } finally {
    leaving = false
    leavingFor = null
  }
}

/** Signs out on this device, and goes on to a page that needs nobody signed in: to the sign-in page unless told otherwise. */
export const leave = (next?: OpenPage): Promise<void> => leaveBy(signOut, next)

/** Signs out on every device. */
export const leaveEverywhere = (): Promise<void> => leaveBy(signOutEverywhere)

/** Already signed out by another act: every page of this browser is left. */
export const forget = (): void => {
  tellBrowser(null)
  becomeNobody(leavingFor)
}

const inTurn = createTurn()
let choices = 0

/** Shows a choice at once and keeps it on the account. Of several the last one holds, whichever answer is slow. */
export const choose = async (chosen: Preferences): Promise<void> => {
  wear(chosen)
  if (!session.me) return
  choices += 1
  const [mine, whose] = [choices, life]
  const next = await inTurn(() => call(updateMe, {}, { preferences: chosen }))
  if (mine === choices && whose === life) takeMe(next)
}
