/** The product's sign: a lectern. Decorative; the name stands beside it or in the title. */
export const Mark = (props: { class?: string }) => (
  <svg class={props.class} viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" fill="var(--accent)" />
    <path d="M7 11.5 25 8.5v6L7 17.5z" fill="var(--accent-ink)" />
    <path
      d="M16 17v7.5M11 24.5h10"
      stroke="var(--accent-ink)"
      stroke-width="2.4"
      stroke-linecap="round"
      fill="none"
    />
  </svg>
)
