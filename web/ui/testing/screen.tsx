import type { Component } from 'solid-js'
import { afterEach } from 'vitest'
import type { Me } from '#domain/accounts/contract.ts'
import { enter, forget } from '../../accounts/session.ts'
import { Toaster } from '../Toast.tsx'
import { flushToasts } from '../toasts.ts'
import { draw, takeAway } from './draw.tsx'

/** Draws a screen at its address, as `/c/:classId/work` and `/c/algebra/work`, with what acts say about themselves. */
export const drawScreen = (Screen: Component, path: string, url: string): Promise<HTMLElement> =>
  draw(
    () => (
      <>
        <Screen />
        <Toaster />
      </>
    ),
    'en',
    { path, url },
  )

/** This person sits down at the screen: whoever was there has signed out, and nothing of theirs is on it. */
export const become = (me: Me): void => {
  takeAway()
  forget()
  enter(me)
}

// Each test begins with nobody signed in and nothing kept on the device.
afterEach(() => {
  takeAway()
  flushToasts()
  forget()
  localStorage.clear()
})
