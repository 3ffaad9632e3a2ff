import { For } from 'solid-js'
import styles from './CellTable.module.css'

/** Cells of a spreadsheet as they were read, to look at: no cell of it is markup, and what is wide scrolls in its place. */
export const CellTable = (props: { label: string; rows: readonly (readonly string[])[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
  <section class={styles.cells} tabIndex={0} aria-label={props.label} data-own-keys>
    <table>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr>
              <For each={row}>{(cell) => <td>{cell}</td>}</For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  </section>
)
