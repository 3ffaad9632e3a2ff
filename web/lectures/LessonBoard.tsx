import { useMe } from '../accounts/session.ts'
import Board from '../boards/Board.tsx'
import { t } from '../i18n/translate.ts'
import { Section } from '../ui/Page.tsx'
import styles from './LessonBoard.module.css'

/** The board of a lesson that is over: what was drawn stays. */
export default function LessonBoard(props: { boardId: string }) {
  const me = useMe()
  return (
    <Section title={t('lessons.page.board')} lead={t('lessons.page.boardAdvice')}>
      <div class={styles.board}>
        <Board boardId={props.boardId} accountId={me().id} readOnly />
      </div>
    </Section>
  )
}
