import * as z from 'zod/mini'
import { id } from '../../contract.ts'

/** Who shares a screen in a lecture, and who asks to share theirs in its place, first asked first. */
export const screenState = z.object({ sharerId: z.nullable(id), askIds: z.array(id) })
export type ScreenState = z.output<typeof screenState>

export const NO_SCREEN: ScreenState = { sharerId: null, askIds: [] }

/** The state while somebody shares: their own question is answered by that. */
export const withSharer = (screen: ScreenState, sharerId: string): ScreenState => ({
  sharerId,
  askIds: screen.askIds.filter((one) => one !== sharerId),
})

/** The state after somebody asks; asking again keeps the place. Where nobody shares there is nothing to ask. */
export const withAsk = (screen: ScreenState, accountId: string): ScreenState =>
  screen.sharerId === null || screen.sharerId === accountId || screen.askIds.includes(accountId)
    ? screen
    : { ...screen, askIds: [...screen.askIds, accountId] }

/** The state after the question of somebody was answered or taken back. */
export const withoutAsk = (screen: ScreenState, accountId: string): ScreenState =>
  screen.askIds.includes(accountId)
    ? { ...screen, askIds: screen.askIds.filter((one) => one !== accountId) }
    : screen
