// The raw limit of a fan-out: a bare `ws` server that sends what it gets to everybody. No storage, no rights, no order.
import { WebSocketServer } from 'ws'

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.on('connection', (socket) => {
  socket.on('message', (data) => {
    for (const member of server.clients) member.send(data, { binary: false })
  })
})
server.on('listening', () => process.send?.({ type: 'ready', port: server.address().port }))
process.on('disconnect', () => process.exit(0))
