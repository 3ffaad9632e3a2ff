// Loaded anew before each test file; what it imports only where nothing is shared with the file before.
import './patience.ts'
