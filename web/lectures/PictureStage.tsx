import { For, Show } from 'solid-js'
import type { PersonHere } from '#domain/lectures/lecture.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import type { Stage } from './on-stage.ts'
import styles from './PictureStage.module.css'
import { PictureTile } from './PictureTile.tsx'
import type { RoomMedia } from './room-media.ts'

/** What a row of small pictures has room for. */
const MOST_SMALL = 4

/** The speaker, and below in small who else is seen or may be heard. */
export const PictureStage = (props: {
  media: RoomMedia
  stage: Stage
  me: string
  nameOf: (person: PersonHere) => string
  /** In the large place, and not beside it. */
  large?: boolean
}) => {
  const small = () => props.stage.others().slice(0, MOST_SMALL)
  const Tile = (own: { person: PersonHere; layer: 'low' | 'high' }) => (
    <PictureTile
      media={props.media}
      accountId={own.person.id}
      displayName={own.person.displayName}
      name={props.nameOf(own.person)}
      own={own.person.id === props.me}
      layer={own.layer}
    />
  )
  return (
    <section
      class={classes(styles.pictures, props.large ? styles.large : !props.stage.pictures() && styles.low)}
      aria-label={t('media.pictures')}
    >
      <div class={styles.speaker}>
        <Show when={props.stage.speaker()?.id} keyed>
          {(id) => (
            <Show when={props.stage.person(id)}>{(person) => <Tile person={person()} layer="high" />}</Show>
          )}
        </Show>
      </div>
      <Show when={small().length > 0}>
        <div class={styles.small}>
          <For each={small()}>{(person) => <Tile person={person} layer="low" />}</For>
        </div>
      </Show>
    </section>
  )
}
