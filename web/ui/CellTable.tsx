import { For } from 'solid-js'
import styles from './CellTable.module.css'

/** Cells of a spreadsheet as they were read, to look at: no cell of it is markup, and what is wide scrolls in its place. */
export const CellTable = (props: { label: string; rows: readonly (readonly string[])[] }) => {
  // A row that ends early in the file is as wide as the others on screen.
  const width = () => Math.max(0, ...props.rows.map((row) => row.length))
  const cellsOf = (row: readonly string[]) => Array.from({ length: width() }, (_, at) => row[at] ?? '')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class={styles.cells} tabIndex={0} aria-label={props.label} data-own-keys>
      <table>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <For each={cellsOf(row)}>{(cell) => <td>{cell}</td>}</For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  )
}
