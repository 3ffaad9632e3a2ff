import type { CurvePoint } from '#domain/planner/timetable.ts'
import { t } from '../i18n/translate.ts'
import styles from './Planner.module.css'

const WIDTH = 600
const HEIGHT = 120

/** The best cost over the time of a search; what breaks rules that must hold is not drawn, for it cannot be compared. */
export const CostCurve = (props: { points: readonly CurvePoint[]; seconds: number }) => {
  const kept = () => props.points.filter(({ hard }) => hard === 0)
  const line = () => {
    const most = Math.max(1, ...kept().map(({ soft }) => soft))
    return kept()
      .map(({ seconds, soft }) => {
        const x = (seconds / Math.max(1, props.seconds)) * WIDTH
        return `${x.toFixed(1)},${(HEIGHT - (soft / most) * (HEIGHT - 8)).toFixed(1)}`
      })
      .join(' ')
  }
  return (
    <svg
      class={styles.curve}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('planner.one.curve')}
    >
      <polyline points={line()} fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  )
}
