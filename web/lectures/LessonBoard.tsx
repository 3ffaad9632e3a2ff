import { createResource, Show } from 'solid-js'
import { getBoard } from '#domain/boards/contract.ts'
import { useMe } from '../accounts/session.ts'
import Board from '../boards/Board.tsx'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Section } from '../ui/Page.tsx'
import styles from './LessonBoard.module.css'

/** The board of a lesson that is over: what was drawn stays; where nothing was drawn there is nothing to see. */
export default function LessonBoard(props: { boardId: string }) {
  const me = useMe()
  const [scene] = createResource(
    () => props.boardId,
    (boardId) => call(getBoard, { boardId }, {}),
  )
  const isEmpty = () => !scene.error && scene.latest?.elements.every((element) => element.isDeleted)
  return (
    <Show when={(scene.latest || scene.error) && !isEmpty()}>
      <Section title={t('lessons.page.board')} lead={t('lessons.page.boardAdvice')}>
        <div class={styles.board}>
          <Board boardId={props.boardId} accountId={me().id} readOnly />
        </div>
      </Section>
    </Show>
  )
}
