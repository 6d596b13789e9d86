#pragma once
// How a run loop of one's own serves the main queue of libdispatch. Its library exports both for that, as CoreFoundation's run loop
// needs them, but no public header of it declares them.

/// A descriptor (an eventfd that does not block) that can be read when something waits in the main queue. The first call makes the
/// calling thread the one that the queue belongs to.
extern int _dispatch_get_main_queue_handle_4CF(void);
/// Runs what waits in the main queue, on the thread that it belongs to. The argument has no meaning any more.
extern void _dispatch_main_queue_callback_4CF(void *);
