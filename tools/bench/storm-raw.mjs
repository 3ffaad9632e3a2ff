// The raw limit of the storm: a bare `ws` server that answers each subscription with frames it has ready. No storage, no rights.
import { WebSocketServer } from 'ws'

const [frames, bytes] = process.argv.slice(2).map(Number)
const frame = Buffer.from(`{"t":"event",${' '.repeat(bytes - 13)}}`)
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false, backlog: 4096 })
server.on('connection', (socket) => {
  socket.on('message', () => {
    for (let n = 0; n < frames; n++) socket.send(frame, { binary: false })
  })
})
server.on('listening', () => process.send?.({ type: 'ready', port: server.address().port }))
process.on('disconnect', () => process.exit(0))
