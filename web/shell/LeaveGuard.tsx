import { type BeforeLeaveEventArgs, useBeforeLeave } from '@solidjs/router'
import { createEffect, onCleanup } from 'solid-js'
import { session } from '../accounts/session.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { createQuestion, typedNow } from '../ui/typed.tsx'

/** Another week or another tab of the same page leaves what stands on it. */
const staysHere = ({ from, to }: BeforeLeaveEventArgs): boolean =>
  // On the way back or forward the browser is there already.
  new URL(typeof to === 'string' ? to : '', location.href).pathname === from.pathname

/** Whoever was signed out has to go, whatever they were typing: it is no longer theirs to be seen. */
const warn = (event: BeforeUnloadEvent) => session.me && event.preventDefault()

/** Asks before a page is left on which something was typed that nothing has kept; so does the browser when it is closed. */
export const LeaveGuard = () => {
  const question = createQuestion(Dialog)
  useBeforeLeave((event) => {
    if (event.defaultPrevented || staysHere(event) || typedNow().length === 0) return
    event.preventDefault()
    void question.ask(() => event.retry(true))
  })
  // Only while there is something: a page that listens is not kept by the browser for going back to.
  createEffect(() => {
    if (typedNow().length === 0) return
    window.addEventListener('beforeunload', warn)
    onCleanup(() => window.removeEventListener('beforeunload', warn))
  })
  return question.view()
}
