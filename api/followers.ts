import type { Follower } from '#platform/feed/follow.ts'
import { gradesFollow } from './grades/follows.ts'

/** What features do when other features' events happen, in every process that changes something. */
export const followers: Follower[] = [...gradesFollow]
