import { useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { useMe } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { useTitle } from '../ui/Page.tsx'
import styles from './Board.module.css'
import Board from './Board.tsx'

/** A board by itself: on the classroom's screen, or after the lesson. */
export default function BoardScreen() {
  const params = useParams<{ boardId: string }>()
  const me = useMe()
  useTitle(() => t('boards.title'))
  return (
    <div class={styles.screen}>
      <Show when={params.boardId} keyed>
        {(boardId) => <Board boardId={boardId} accountId={me().id} />}
      </Show>
    </div>
  )
}
