import { type FieldError, Problem } from '#domain/problem.ts'
import { Offline } from '../call.ts'
import { t, translateMaybe } from './translate.ts'

/** What happened, and what is safe or to be done. */
export interface ProblemWords {
  title: string
  advice: string
}

// Chromium, Firefox, Safari.
const UNLOADED = /dynamically imported module|Importing a module script failed/

/** A part of the client could not be loaded: no connection, or a newer version is there. Only a reload helps. */
export const isUnloaded = (thrown: unknown): boolean =>
  thrown instanceof TypeError && UNLOADED.test(thrown.message)

/** Words for anything thrown by `call`: the code's own if the dictionary has them, else the kind's. Reactive. */
export const problemWords = (thrown: unknown): ProblemWords => {
  if (thrown instanceof Offline)
    return { title: t('problem.offline.title'), advice: t('problem.offline.advice') }
  if (isUnloaded(thrown)) return { title: t('problem.unloaded.title'), advice: t('problem.unloaded.advice') }
  if (!(thrown instanceof Problem))
    return { title: t('problem.kind.internal.title'), advice: t('problem.kind.internal.advice') }
  const { code, params, retryAfter } = thrown.details
  const own = code ? translateMaybe(`problem.code.${code}`, params) : undefined
  const advice =
    retryAfter === undefined
      ? (translateMaybe(`problem.kind.${thrown.kind}.advice`) ?? '')
      : t('problem.retryAfter', { count: retryAfter })
  if (own) return { title: own, advice: retryAfter === undefined ? '' : advice }
  return { title: translateMaybe(`problem.kind.${thrown.kind}.title`) ?? thrown.message, advice }
}

/** Words for one wrong field. Reactive. */
export const fieldWords = (error: FieldError): string =>
  translateMaybe(`problem.field.${error.code}`) ?? t('problem.field.invalid')
