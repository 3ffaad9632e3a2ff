import { createMemo } from 'solid-js'
import { encode } from 'uqr'

/** A text as a QR code, drawn as one path in the colour of the words. */
export default function QrCode(props: { text: string; label: string; class?: string }) {
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: 0 }))
  const path = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('')
  return (
    <svg
      class={props.class}
      viewBox={`0 0 ${code().size} ${code().size}`}
      role="img"
      aria-label={props.label}
      shape-rendering="crispEdges"
    >
      <path d={path()} fill="currentColor" />
    </svg>
  )
}
