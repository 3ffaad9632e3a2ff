// The raw limit of a relay of sound and picture: each packet that comes goes out to everybody, by bare UDP. No encryption, no rights.
import { createSocket } from 'node:dgram'

const socket = createSocket('udp4')
const viewers = []
socket.on('message', (packet, from) => {
  if (packet.length === 1) viewers.push(from.port)
  else for (const port of viewers) socket.send(packet, port, '127.0.0.1')
})
socket.bind(0, '127.0.0.1', () => {
  socket.setRecvBufferSize(4_000_000)
  process.send?.({ type: 'ready', port: socket.address().port })
})
process.on('disconnect', () => process.exit(0))
