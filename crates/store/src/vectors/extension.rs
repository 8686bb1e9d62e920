//! sqlite-vec in a connection.

use std::{
    ffi::{c_char, c_int},
    ptr,
};

use rusqlite::{Connection, ffi};

use crate::failure::Trouble;

/// What SQLite calls to begin an extension (<https://sqlite.org/loadext.html>); the crate declares it without
/// its parameters.
type Begin = unsafe extern "C" fn(
    *mut ffi::sqlite3,
    *mut *mut c_char,
    *const ffi::sqlite3_api_routines,
) -> c_int;

/// Adds sqlite-vec's tables and functions to this connection alone: registered for all, it would also be in those
/// to users' files.
#[expect(unsafe_code, reason = "an extension in C is begun by a call of C; there is no other way")]
pub(crate) fn add(connection: &Connection) -> Result<(), Trouble> {
    let mut message: *mut c_char = ptr::null_mut();
    // SAFETY: the function has this type (`sqlite3_vec_init` of sqlite-vec.c); it is linked into this program,
    // with this SQLite, so that it needs no table of routines; the handle is that of an open connection, which
    // nobody else uses meanwhile; its message, if any, was made by SQLite, which frees it.
    let code = unsafe {
        let init = sqlite_vec::sqlite3_vec_init as *const ();
        let begin = std::mem::transmute::<*const (), Begin>(init);
        let code = begin(connection.handle(), &raw mut message, ptr::null());
        ffi::sqlite3_free(message.cast());
        code
    };
    match code {
        ffi::SQLITE_OK => Ok(()),
        code => Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()),
    }
}
