import FileIcon from 'lucide-solid/icons/file'
import FileArchive from 'lucide-solid/icons/file-archive'
import FileAudio from 'lucide-solid/icons/file-audio'
import FileSpreadsheet from 'lucide-solid/icons/file-spreadsheet'
import FileText from 'lucide-solid/icons/file-text'
import FileVideo from 'lucide-solid/icons/file-video-camera'
import ImageIcon from 'lucide-solid/icons/image'
import { fileKindOf } from '#domain/files/media-type.ts'
import type { IconType } from '../ui/Icon.tsx'

/** The sign of a kind of file. */
export const fileIcon = (mediaType: string): IconType => {
  switch (fileKindOf(mediaType)) {
    case 'image':
      return ImageIcon
    case 'audio':
      return FileAudio
    case 'video':
      return FileVideo
    case 'pdf':
      return FileText
    case 'other':
      break
  }
  if (mediaType.includes('sheet') || mediaType.includes('excel') || mediaType === 'text/csv')
    return FileSpreadsheet
  if (mediaType.includes('zip') || mediaType.includes('rar') || mediaType.includes('7z')) return FileArchive
  return mediaType.includes('word') || mediaType.startsWith('text/') ? FileText : FileIcon
}
