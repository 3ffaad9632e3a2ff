import sharp, { type Sharp } from 'sharp'

/** Pictures that no browser draws, as JPEG. Runs in a thread of its own (`thread-of.ts`). */

/** Larger pictures are refused before they are decoded: telephones take up to 50 million pixels. */
const PIXELS = 60_000_000
/** The longer edge of what is shown: enough to read handwriting in a photo of a page. */
const EDGE = 2560
/** The longer edge of a picture inside of a document. */
const SMALL_EDGE = 1400

sharp.concurrency(1)
sharp.cache(false)
// Nothing but what is meant is decoded: SVG, PDF and the like would run code of more kinds than pictures need.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadTiff',
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadNsgif',
  ],
})

const jpegOf = (picture: Sharp, edge: number): Promise<Buffer> =>
  picture
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82 })
    .timeout({ seconds: 20 })
    .toBuffer()

/** The first page of a scan, upright. */
export const tiffPicture = (bytes: Uint8Array): Promise<Buffer> =>
  jpegOf(sharp(bytes, { limitInputPixels: PIXELS, failOn: 'error' }).autoOrient(), EDGE)

/** A picture of a document, drawn anew and small. */
export const smallPicture = (bytes: Uint8Array): Promise<Buffer> =>
  jpegOf(sharp(bytes, { limitInputPixels: PIXELS, failOn: 'error' }).autoOrient(), SMALL_EDGE)

/** The main picture of a telephone's photo; the decoder turns it as its file says. */
export const heicPicture = async (bytes: Uint8Array): Promise<Buffer> => {
  const { default: heif } = await import('libheif-js/wasm-bundle.js')
  await heif.ready
  const images = new heif.HeifDecoder().decode(bytes)
  const image = images.find((one) => one.is_primary()) ?? images[0]
  if (!image) throw new Error('no picture in it')
  const [width, height] = [image.get_width(), image.get_height()]
  if (width * height > PIXELS) throw new Error('too many pixels')
  const data = new Uint8ClampedArray(width * height * 4)
  await new Promise<void>((resolve, reject) => {
    image.display({ data, width, height }, (shown) =>
      shown ? resolve() : reject(new Error('it could not be decoded')),
    )
  })
  return jpegOf(sharp(data, { raw: { width, height, channels: 4 } }), EDGE)
}
