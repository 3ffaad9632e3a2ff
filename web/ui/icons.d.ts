import type { LucideProps } from 'lucide-solid'
import type { JSX } from 'solid-js'

// What `lucide-solid/icons/<name>` means to the compiler: the package's own declarations call themselves CommonJS, which
// hides their default export. The build fails for a name that does not exist.
declare const icon: (props: LucideProps) => JSX.Element
export default icon
