import type { RouteDefinition, RouteSectionProps } from '@solidjs/router'
import { type Component, lazy } from 'solid-js'
import type { Action } from '#domain/permission.ts'
import { loadWords } from './i18n/locale.ts'
import type { Part, Parts } from './i18n/parts.ts'
import type { Dictionary } from './i18n/translate.ts'
import type { IconType } from './ui/Icon.tsx'

/**
 * Where a screen stands: by itself, before signing in; alone, as the lesson room does; in the shell; under the tabs of a
 * class (`/c/:classId`); in administration (`/admin`).
 */
export type Place = 'outside' | 'room' | 'shell' | 'class' | 'admin'

/** A tab of a place that features share: shown to whoever has the right. */
interface PlaceTab<Words> {
  /** Its address within the place. */
  path: string
  right: Action
  icon: IconType
  /** Its label among the words of the place, which are loaded when the place is. */
  words: Words
}

/**
 * What a feature shows: its value stands in `web/FEATURE/feature.ts` and is named once, in `web/features.ts`. It is part
 * of the first load, so it names screens and loads none.
 */
export interface WebFeature {
  /** The name of its folder in `domain`, `api`, `worker` and `web`. */
  name: string
  screens: Partial<Record<Place, RouteDefinition[]>>
  classTabs?: PlaceTab<keyof Dictionary['classes']['tabs']>[]
  adminTabs?: PlaceTab<keyof Parts['admin']['tabs']>[]
}

/** A screen, loaded when it is first visited, that comes with the words of these parts. */
export const screen = (load: () => Promise<{ default: Component<RouteSectionProps> }>, ...parts: Part[]) =>
  lazy(parts.length === 0 ? load : async () => (await Promise.all([load(), loadWords(parts)]))[0])
