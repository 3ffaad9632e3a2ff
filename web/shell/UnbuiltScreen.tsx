import { NotFoundScreen } from './NotFoundScreen.tsx'

export default NotFoundScreen
