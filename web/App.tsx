import { Router } from '@solidjs/router'
import { ErrorBoundary, Suspense } from 'solid-js'
import { routes } from './routes.tsx'
import { FaultScreen } from './shell/FaultScreen.tsx'
import { Toaster } from './ui/Toast.tsx'

/** The client: its routes, and what holds when a screen breaks. */
export const App = () => (
  <ErrorBoundary fallback={(error) => <FaultScreen error={error} />}>
    <Router
      root={(props) => (
        <>
          <Suspense>{props.children}</Suspense>
          <Toaster />
        </>
      )}
    >
      {routes}
    </Router>
  </ErrorBoundary>
)
