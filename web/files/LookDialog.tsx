import type { FileView } from '#domain/files/contract.ts'
import { formatBytes } from '../i18n/format.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { FileActs } from './FileActs.tsx'
import styles from './FileLook.module.css'
import FileLook from './FileLook.tsx'

/** A file looked at in a window over the page: where it hangs on something that is read, such as a message. */
export default (props: { file: FileView; onClose: () => void }) => (
  <Dialog
    open
    size="large"
    title={props.file.name}
    lead={formatBytes(props.file.size)}
    onClose={props.onClose}
    footer={
      <span class={styles.acts}>
        <FileActs file={props.file} />
      </span>
    }
  >
    <div class={styles.framed}>
      <FileLook file={props.file} />
    </div>
  </Dialog>
)
