// As much of the HEIF decoder as we use; its own types describe the C functions below this.
declare module 'libheif-js/wasm-bundle.js' {
  interface Image {
    get_width(): number
    get_height(): number
    is_primary(): boolean
    /** Writes RGBA into `data`; the callback gets null when that failed. */
    display(
      into: { data: Uint8ClampedArray; width: number; height: number },
      done: (shown: object | null) => void,
    ): void
  }
  const heif: {
    ready: Promise<unknown>
    HeifDecoder: new () => { decode(file: Uint8Array): Image[] }
  }
  export default heif
}
