import type { Today } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { myClasses } from './mine.ts'

/** The caller's running classes with something unread, the fullest first. */
export const unreadToday = async (ctx: Context): Promise<Pick<Today, 'unread'>> => {
  const classes = await myClasses(ctx, actorOf(ctx).id)
  return {
    unread: classes
      .filter((item) => !item.archived && item.unread > 0)
      .sort((a, b) => b.unread - a.unread)
      .map((item) => ({
        classId: item.id,
        className: item.name,
        hue: item.hue,
        channelId: item.mainChannelId,
        unread: item.unread,
      })),
  }
}
