import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createEffect, createMemo, createSignal, For, Show } from 'solid-js'
import type { PersonHere } from '#domain/lectures/lecture.ts'
import { t } from '../i18n/translate.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { isPhone } from '../ui/media.ts'
import styles from './Gallery.module.css'
import { PictureTile } from './PictureTile.tsx'
import type { RoomMedia } from './room-media.ts'

/** So many faces are still faces. */
const ON_A_PAGE = 25
const ON_A_PHONE = 8
/** Up to here each is large enough for the large picture. */
const LARGE = 4

/** Everybody of the room in pages: who is seen first, then who may be heard, then the others, each in the room's order. */
export const galleryOrder = (people: readonly PersonHere[], media: RoomMedia): PersonHere[] => {
  const rank = ({ id }: PersonHere) => (media.sends(id, 'camera') ? 2 : media.sends(id, 'microphone') ? 1 : 0)
  return [...people].sort((a, b) => rank(b) - rank(a))
}

/** Faces in place of the board; the board stays as it is behind them. */
export const Gallery = (props: {
  media: RoomMedia
  people: readonly PersonHere[]
  me: string
  nameOf: (person: PersonHere) => string
}) => {
  const [page, setPage] = createSignal(0)
  const size = () => (isPhone() ? ON_A_PHONE : ON_A_PAGE)
  const order = createMemo(() => galleryOrder(props.people, props.media))
  const pages = () => Math.max(1, Math.ceil(order().length / size()))
  createEffect(() => setPage((now) => Math.min(now, pages() - 1)))
  const shown = createMemo(() => order().slice(page() * size(), (page() + 1) * size()))
  const ids = createMemo(() => shown().map(({ id }) => id))
  const personOf = (id: string) => props.people.find((person) => person.id === id)
  const columns = () => (isPhone() ? Math.min(2, ids().length) : Math.ceil(Math.sqrt(ids().length)))
  return (
    <section class={styles.gallery} aria-label={t('media.view.gallery')}>
      <div class={styles.grid} style={{ '--columns': columns() }}>
        <For each={ids()}>
          {(id) => (
            <Show when={personOf(id)}>
              {(person) => (
                <PictureTile
                  media={props.media}
                  accountId={id}
                  displayName={person().displayName}
                  name={props.nameOf(person())}
                  own={id === props.me}
                  layer={ids().length > LARGE ? 'low' : 'high'}
                />
              )}
            </Show>
          )}
        </For>
      </div>
      <Show when={pages() > 1}>
        <p class={styles.pages}>
          <IconButton
            icon={ChevronLeft}
            label={t('media.view.back')}
            disabled={page() === 0}
            onClick={() => setPage(page() - 1)}
          />
          <span>{t('media.view.page', { page: page() + 1, pages: pages() })}</span>
          <IconButton
            icon={ChevronRight}
            label={t('media.view.on')}
            disabled={page() === pages() - 1}
            onClick={() => setPage(page() + 1)}
          />
        </p>
      </Show>
    </section>
  )
}
